"""What offices find, put right and change after a concern: invented, in plain words. By finding and by category."""

from workload.vocabulary import ConcernCategory as K
from workload.vocabulary import Finding as F

FINDINGS: dict[F, tuple[str, ...]] = {
    F.upheld: (
        "The record shows it as you told us. We should have done it in time and did not.",
        "Two of us gave different answers. That was our mistake.",
        "The paper was here and nobody looked at it. We are sorry.",
        "Nobody was covering that week, and nobody told you.",
    ),
    F.partly: (
        "The first call was answered in time. The second one was not, and you should not have had to call again.",
        "The paper was needed, but the list you were given did not say so.",
        "Part of the wait was with the bank. Three days of it were ours.",
    ),
    F.not_upheld: (
        "All steps were taken in the days that were promised. We went through each with you.",
        "The record shows a call on the day and a message left. We agreed on a better time to call.",
    ),
    F.could_not_tell: (
        "We spoke with both and they remember it differently. A second person sits in next time.",
        "There is no note of that day, so we cannot say. From now on each visit gets a line.",
    ),
    F.explained: (
        "The two days begin when all papers are in. That was not on the sheet you got; here it is in writing.",
        "The rule asks for it every month. Nobody had told you why; now we have.",
    ),
}

REMEDIES: dict[K, str] = {
    K.delay: "Paid the same day, and the landlord called about the late fee.",
    K.wrong_information: "A written list with everything that is needed, checked by the manager.",
    K.no_answer: "A direct number and a fixed time on Thursdays.",
    K.respect: "An apology in person, and the next talk in the closed room.",
    K.knowledge: "A call with somebody who knows the form, and a note of the answer.",
    K.lost_papers: "A new copy asked for by us, at our cost.",
    K.access: "Papers may come as a picture by phone; the trip is paid back.",
    K.privacy: "The letter taken back, the breach reported, and a talk with the person about what was seen.",
    K.decision: "Worked out again line by line, and the difference paid.",
    K.rule: "An exception under the manager's authority for this winter.",
    K.other: "Chairs and a water jug stand in the waiting room.",
}

CHANGES: dict[K, str] = {
    K.delay: "The door note names who covers, with a number that is answered.",
    K.wrong_information: "One list of papers for all offices, with its date on it.",
    K.no_answer: "Voice mail is emptied each morning by whoever opens the office.",
    K.respect: "Talks about money are held in the closed room only.",
    K.knowledge: "Half an hour on part-time pay at the Friday call.",
    K.lost_papers: "A stamped slip for each paper that is handed in.",
    K.access: "Office hours on two evenings a month.",
    K.privacy: "Envelopes are checked by a second person.",
    K.decision: "Every letter says how the amount was worked out.",
    K.rule: "Headquarters looks at asking for statements every second month.",
    K.other: "A yearly look at the waiting rooms.",
}
