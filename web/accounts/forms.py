"""The forms of signing in and of one's own account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import EqualTo, Length, ValidationError

from web.accounts.passwords import LONGEST, SHORTEST
from web.forms import Form, HiddenField, ListField, PasswordField, SubmitField, TextField, at_most, needed
from web.words import WORDS
from workload.vocabulary import Role


class SignInForm(Form):
    username = TextField(_l("Your sign-in name"), validators=[needed(_l("Enter your sign-in name"))])
    password = PasswordField(_l("Your password"), validators=[needed(_l("Enter your password"))])
    kept = HiddenField()
    send = SubmitField(_l("Sign in"))


class CodeForm(Form):
    code = TextField(
        _l("The code"),
        description=_l("Six figures from the app on your phone, or one of your recovery codes."),
        validators=[needed(_l("Enter the code that your app shows")), at_most(40, _l("A code is shorter than that"))],
    )
    kept = HiddenField()
    send = SubmitField(_l("Go on"))


class PasswordForm(Form):
    old = PasswordField(_l("Your password now"), validators=[needed(_l("Enter the password you have now"))])
    new = PasswordField(
        _l("The new password"),
        description=_l(
            "At least 12 characters. Four or five words that do not belong together are easy to keep in mind."
        ),
        validators=[
            needed(_l("Enter a new password")),
            Length(SHORTEST, LONGEST, _l("Make the new password at least 12 and at most 200 characters long")),
        ],
    )
    again = PasswordField(
        _l("The new password again"),
        validators=[EqualTo("new", _l("The two new passwords differ. Type the new one twice."))],
    )
    send = SubmitField(_l("Change the password"))

    def validate_new(self, field: Any) -> None:
        if field.data == self.old.data:
            raise ValidationError(_("The new password is the old one. Choose another."))


class NewAccountForm(Form):
    person = ListField(_l("Who is it?"), validators=[needed(_l("Choose the person"))])
    username = TextField(
        _l("Sign-in name"),
        description=_l("What they type to sign in, such as a first name or a work address."),
        validators=[needed(_l("Enter a sign-in name")), at_most(120, _l("A sign-in name has at most 120 characters"))],
    )
    role = ListField(_l("What they do"), choices=[(role.value, WORDS["Role"][role.value]) for role in Role])
    send = SubmitField(_l("Make the account"))
