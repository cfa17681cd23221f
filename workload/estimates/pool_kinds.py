"""Who may be engaged as a reliever, and on which terms. Data to be edited: the agreement seen is of an older round."""

from dataclasses import dataclass

from workload.vocabulary import Evidence, PoolKind

APPENDIX_5 = "GNWT-UNW agreement, App. A5 (an older round): up to four months; a report of 2019 says six"


@dataclass(frozen=True)
class PoolTerms:
    """`answers`: may decide and process, so that a day counts as served; `on_site`: may come to the community;
    `most_months` at a stretch, None where none is known."""

    kind: PoolKind
    answers: bool
    on_site: bool
    most_months: int | None
    source: str
    evidence: Evidence


POOL_KINDS: tuple[PoolTerms, ...] = (
    PoolTerms(PoolKind.itinerant, True, True, None, "NWT Ombud 2022: some officers are itinerant", Evidence.primary),
    PoolTerms(PoolKind.float, True, True, None, "An indeterminate post without own cases", Evidence.estimate),
    PoolTerms(PoolKind.term, True, True, None, "A post until a day that is fixed", Evidence.estimate),
    PoolTerms(PoolKind.casual, True, True, 4, APPENDIX_5, Evidence.secondary),
    PoolTerms(
        PoolKind.neighbour, True, False, None, "Own week first; no delivery days of the own office", Evidence.estimate
    ),
    PoolTerms(
        PoolKind.service_officer,
        False,
        True,
        None,
        "Government Service Officers receive and forward documents; they do not decide",
        Evidence.primary,
    ),
)
