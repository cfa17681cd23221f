"""Who may cover where: the rules are invented, the journeys (travel.csv) inferred from roads and air routes.

- An itinerant covers every office of the region, on site where there is a journey in travel.csv, and from a distance.
- The reliever covers every office from a distance and each that can be reached from Yellowknife in a day on site.
- A CSO covers the own colleagues' cases at the own desk (remote, no journey), the buddy's office and, from a regional
  service centre, the community offices of the region from a distance; on site only where a road or short flight allows.
"""

from seed_data.csv_files import Row, read_rows

ON_SITE_CSOS = {"leon": ("whati",), "tyler": ("behchoko",), "anjali": ("fort-resolution",), "priya": ("lutselke",)}


def make_cover() -> list[Row]:
    """Rows of cover.csv: person, office_id, mode, travel_hours (the round trip)."""
    offices = read_rows("offices")
    region_of = {row["id"]: row["region_id"] for row in offices}
    regional = {row["id"] for row in offices if row["kind"] == "regional"}
    journeys = {(row["from_office"], row["to_office"]): row["round_trip_hours"] for row in read_rows("travel")}
    people = [row for row in read_rows("people") if row["kind"] != "staff"]
    home = {row["key"]: row["office_id"] for row in people}
    staffed = {row["office_id"] for row in people if row["kind"] == "cso"}
    alone = {office for office in staffed if sum(r["office_id"] == office and r["kind"] == "cso" for r in people) == 1}
    found: dict[tuple[str, str, str], str] = {}
    for person in people:
        key, base = person["key"], person["office_id"]
        if person["kind"] in ("itinerant", "pool"):
            reach = [o for o in region_of if person["kind"] == "pool" or region_of[o] == region_of[base]]
            for office in reach:
                found[key, office, "remote"] = "0"
                if (base, office) in journeys:
                    found[key, office, "site"] = journeys[base, office]
            continue
        if base not in alone:
            found[key, base, "remote"] = "0"
        if person["buddy"] and region_of[home[person["buddy"]]] == region_of[base] and home[person["buddy"]] != base:
            found[key, home[person["buddy"]], "remote"] = "0"
        if base in regional and person["icm"] == "0":
            for office in region_of:
                if region_of[office] == region_of[base] and office != base:
                    found[key, office, "remote"] = "0"
        for office in ON_SITE_CSOS.get(key, ()):
            found[key, office, "site"] = journeys.get((base, office), "0")
    return [
        {"person": key, "office_id": office, "mode": mode, "travel_hours": hours}
        for (key, office, mode), hours in found.items()
    ]
