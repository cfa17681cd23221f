"""Regions, offices and communities, from north to south."""

from sqlmodel import Session, col, select

from workload.tables.places import Community, Office, Region


def regions(session: Session) -> list[Region]:
    return list(session.exec(select(Region).order_by(col(Region.position), col(Region.id))))


def region(session: Session, region_id: str) -> Region | None:
    return session.get(Region, region_id)


def offices(session: Session, region_id: str | None = None) -> list[Office]:
    """All offices, or those of a region, in the order people know."""
    query = select(Office).join(Region).order_by(col(Region.position), col(Office.position), col(Office.id))
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    return list(session.exec(query))


def office(session: Session, office_id: str) -> Office | None:
    return session.get(Office, office_id)


def communities(session: Session, *, region_id: str | None = None, office_id: str | None = None) -> list[Community]:
    """All communities, or those that a region's offices or one office serve, by name."""
    query = select(Community).join(Office).order_by(col(Community.id))
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    if office_id is not None:
        query = query.where(Community.office_id == office_id)
    return list(session.exec(query))


def office_by_community(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Community.id, Community.office_id)).all())


def region_by_office(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Office.id, Office.region_id)).all())


def region_names(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Region.id, Region.name)).all())


def office_names(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Office.id, Office.name)).all())


def community_names(session: Session) -> dict[str, str]:
    return dict(session.exec(select(Community.id, Community.name)).all())
