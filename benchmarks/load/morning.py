"""A territory's morning for locust: 200 people, each with an account of their own, reading, writing and asking.

Between two pages somebody reads for 5 to 25 seconds, evenly drawn: our judgement of a person who works with the pages
and does not only open them. A form is opened, thought over and sent. Css and script are not fetched: a browser keeps
them. Started by `python -m benchmarks.load`, which also says how each request is judged.
"""

import re
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from locust import HttpUser, between, task

from benchmarks.load.sizes import TERRITORY
from benchmarks.load.staff import staff_of
from seed_data.accounts import DEMONSTRATION_PASSWORD
from workload.vocabulary import Role

TODAY = date(2026, 11, 16)
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en"}
numbers = {role: count(1) for role in Role}
HOW_MANY = {role: sum(one.role is role for one in staff_of(TERRITORY, 1)) for role in Role}


class Colleague(HttpUser):
    """Signs in before the morning begins; every later request is judged: anything but 200 or 303 is an error."""

    abstract = True
    role: Role
    wait_time = between(5, 25)

    def on_start(self) -> None:
        number = next(numbers[self.role])
        self.dice, name = Random(number), f"{self.role.value}{(number - 1) % HOW_MANY[self.role] + 1}"
        self.client.headers.update(HEADERS)
        token = self._token(self.client.get("/sign-in", name="sign-in page").text)
        form = {"username": name, "password": DEMONSTRATION_PASSWORD, "csrf_token": token}
        self.home = self.client.post("/sign-in", data=form, name="sign in").text

    def read(self, address: str, name: str) -> str:
        """A page by its address; the text, empty when it is missing."""
        with self.client.get(address, name=name, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return ""
            return str(answer.text)

    def open_one(self, page: str, pattern: str, name: str) -> str:
        """One of the links of a page that fit; "" when there is none."""
        links = sorted(set(re.findall(rf'href="({pattern})"', page)))
        return self.read(self.dice.choice(links), name) if links else ""

    def send(self, address: str, page: str, name: str, **fields: Any) -> bool:
        """A form of the page. A sentence on what to mend (422) is an answer as well; returns whether it was taken."""
        form = fields | {"csrf_token": self._token(page)}
        with self.client.post(address, data=form, name=name, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code in (303, 422):
                answer.success()
            else:
                answer.failure(f"status {answer.status_code}")
            return answer.status_code == 303

    @staticmethod
    def _token(page: str) -> str:
        found = TOKEN.search(page)
        return found.group(1) if found else ""


def choices(page: str, field: str) -> list[str]:
    """The values to choose from in a list of a form."""
    found = re.search(rf'<select[^>]*name="{field}".*?</select>', page, re.DOTALL)
    return [one for one in re.findall(r'value="([^"]+)"', found.group(0)) if one] if found else []


class Officer(Colleague):
    role = Role.cso
    weight = HOW_MANY[Role.cso]

    @task(6)
    def home_page(self) -> None:
        self.home = self.read("/my-work", "my work")

    @task(4)
    def cases(self) -> None:
        page = self.read("/my/cases", "my cases")
        self.wait()
        self.open_one(page, '/cases/[^"/]+', "a case")

    @task(2)
    def leave(self) -> None:
        page = self.read("/leave/", "my leave")
        self.wait()
        self.open_one(page, "/leave/requests/[0-9]+", "a leave request")

    @task(1)
    def ask_leave(self) -> None:
        page = self.read("/leave/ask", "ask leave: form")
        self.wait()
        day = TODAY + timedelta(days=7 * self.dice.randint(8, 18) + self.dice.randint(0, 3))
        self.send("/leave/ask", page, "ask leave: send", first_day=day, last_day=day + timedelta(days=1), part="whole")

    @task(1)
    def cover(self) -> None:
        page = self.read("/cover/", "cover asked of me")
        wanted = re.findall(r'action="(/cover/[0-9]+/agree)"', page)
        if wanted:
            self.wait()
            self.send(wanted[0], page, "agree to cover")

    @task(2)
    def concern_by_phone(self) -> None:
        page = self.read("/concerns/new", "concern: form")
        self.wait()
        begun = re.search(r'name="begun"[^>]*value="([^"]*)"', page)
        offices, kinds = choices(page, "office"), choices(page, "category")
        if offices and kinds:
            self.send(
                "/concerns/new", page, "concern: send", office=self.dice.choice(offices), channel="phone",
                category=self.dice.choice(kinds), naming="named", read_back="y",
                what_happened=f"Nobody called back, {self.dice.random()}", begun=begun.group(1) if begun else "",
            )  # fmt: skip

    @task(1)
    def thank(self) -> None:
        page = self.read("/thanks/new", "thanks: form")
        self.wait()
        people = choices(page, "to")
        if people:
            self.send(
                "/thanks/new", page, "thanks: send", to=self.dice.choice(people), value="relationship",
                text=f"You stayed until the last page was read, {self.dice.random()}",
            )  # fmt: skip

    @task(1)
    def time(self) -> None:
        page = self.read("/my/time", "my time")
        self.wait()
        self.send("/my/time", page, "my time: one tap", activity="contact", tier="standard", minutes="15")


class Manager(Colleague):
    role = Role.manager
    weight = HOW_MANY[Role.manager]

    def on_start(self) -> None:
        super().on_start()
        page = self.read("/caseloads/plan", "plan of moves")
        self.send("/caseloads/plan/ask", page, "ask for a balance")

    @task(4)
    def home_page(self) -> None:
        self.read("/my-region", "my region, with thanks beside concerns")

    @task(3)
    def caseloads(self) -> None:
        page = self.read("/caseloads", "caseloads of a region")
        self.wait()
        self.open_one(page, '/caseloads/people/[0-9]+[^"]*', "a person's caseload")

    @task(1)
    def plan(self) -> None:
        self.read("/caseloads/plan", "plan of moves")

    @task(3)
    def leave(self) -> None:
        page = self.read("/leave/", "leave of a region")
        self.wait()
        self.open_one(page, "/leave/requests/[0-9]+", "a request to decide")

    @task(2)
    def gaps(self) -> None:
        self.read("/gaps", "gaps of a region")

    @task(2)
    def concerns(self) -> None:
        page = self.read("/concerns/", "list of concerns")
        self.wait()
        self.open_one(page, "/concerns/[0-9]+", "a concern")


class Superintendent(Manager):
    role = Role.superintendent
    weight = HOW_MANY[Role.superintendent]

    def on_start(self) -> None:
        Colleague.on_start(self)


class Headquarters(Colleague):
    role = Role.hq
    weight = HOW_MANY[Role.hq]

    @task(3)
    def home_page(self) -> None:
        self.read("/territory", "territory, with thanks beside concerns")

    @task(2)
    def staffing(self) -> None:
        self.read("/staffing", "posts needed")

    @task(1)
    def gaps(self) -> None:
        self.read("/gaps", "gaps of the territory")

    @task(1)
    def caseloads(self) -> None:
        self.read("/caseloads", "caseloads of the territory")

    @task(2)
    def concerns(self) -> None:
        self.read("/concerns/", "list of concerns")
