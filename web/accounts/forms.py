"""The sign-in form."""

from flask_babel import lazy_gettext as _l

from web.forms import Form, PasswordField, SubmitField, TextField, needed


class SignInForm(Form):
    username = TextField(_l("Your sign-in name"), validators=[needed(_l("Enter your sign-in name"))])
    password = PasswordField(_l("Your password"), validators=[needed(_l("Enter your password"))])
    send = SubmitField(_l("Sign in"))
