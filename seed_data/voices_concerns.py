"""What people say when something went wrong: invented, in plain words, nobody recognisable. By category."""

from workload.vocabulary import ConcernCategory as K

CONCERNS: dict[K, tuple[str, ...]] = {
    K.delay: (
        "I handed in everything on the Tuesday and on Friday there was still nothing in my account.",
        "My rent was late because the payment came after the first. The landlord is charging me for it.",
        "It is six days now. I was told two.",
        "They said it was waiting for headquarters. I do not know what that means. I need groceries.",
        "I dropped my papers off before the long weekend and nobody looked at them until Wednesday.",
        "The office was closed all week and there was only a note on the door.",
        "My application sat for a week because nobody was covering.",
        "Every month the same. I bring it in on time and it is late.",
    ),
    K.wrong_information: (
        "One person said I needed three bank statements, then another said six. I had to come back twice.",
        "I was told I could not apply while waiting for EI. My cousin says that is not true.",
        "The list I was given was old. Half of it was not needed.",
        "I was told the fuel would be paid. It was not.",
        "They said bring the lease, then they said not that lease.",
    ),
    K.no_answer: (
        "I left four messages. Nobody called.",
        "I asked the manager to call me back two weeks ago.",
        "The phone rings and rings. I think they see my number.",
        "I wrote a letter in the summer and never heard anything.",
        "I get the voice mail every time. It says the box is full.",
        "Nobody told me what was decided. I found out from my bank balance.",
    ),
    K.respect: (
        "I was spoken to as if I was trying to cheat.",
        "The officer did not look up once. I felt like I was bothering her.",
        "My business was discussed at the counter where everyone could hear.",
        "I was told to hurry up because there were others waiting.",
        "I know they are busy. But I am a person too.",
    ),
    K.knowledge: (
        "They could not tell me how my part-time pay is counted. They said they would find out.",
        "Nobody there knew about the disability allowance form.",
        "The person covering did not know my file at all and I had to tell it all again.",
    ),
    K.lost_papers: (
        "I gave them my pay stubs and now they say they never got them.",
        "This is the third time I am bringing my birth certificate.",
        "The fax went through, I have the slip, but they do not have it.",
        "My doctor's form was lost and the doctor charges for a new one.",
    ),
    K.access: (
        "It is a twelve dollar taxi each way just to drop off one paper.",
        "The office is only open in the mornings now. I work mornings.",
        "There is no officer in our community this month. Who do I talk to?",
        "The ramp was not shovelled. I could not get in with my chair.",
        "I do not have internet and they keep telling me to go online.",
        "I need somebody to speak my language and there was nobody.",
    ),
    K.privacy: (
        "My neighbour knew what I got this month. I never told her.",
        "A letter for somebody else was in my envelope.",
    ),
    K.decision: (
        "I was turned down and I do not understand why.",
        "They took money off because my brother lent me some for gas.",
        "My amount went down and nobody explained it.",
        "They say I had a surplus. I did not have anything left.",
    ),
    K.rule: (
        "Why do I have to bring bank statements every month when nothing changes?",
        "The food amount is the same as in the city. Milk costs twice as much here.",
        "It is not right that child benefit papers are asked for again each year.",
    ),
    K.other: (
        "The waiting room is very cold.",
        "There should be water and a place for kids.",
        "The chairs are gone from the waiting room and my mother cannot stand that long.",
    ),
}

QUESTIONS: tuple[str, ...] = (
    "Constituent says payment is late since the first of the month. What happened, and when will it be paid?",
    "Constituent says nobody calls back. Please confirm contact and next step.",
    "Minister's office asks why a fuel request was refused. One page by tomorrow.",
    "MLA asks why the office was closed last week and who covered.",
    "Constituent was told two different things about documents. Which is right?",
    "Please summarise the steps taken since the first application and the dates of each.",
    "Question may come up in the House: how many people in the community wait longer than two days?",
    "Constituent says the officer gave them the runaround. Please advise.",
    "Landlord has written to the Minister about rent that came late twice. Please answer both.",
    "Please explain how the surplus was counted and whether the right to appeal was offered.",
    "Reporter asks about taxi costs for clients who must bring papers. Background wanted.",
    "Ombud's office asks for the history of one complaint. Copies of all letters, please.",
)
