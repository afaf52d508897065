"""Articles that take turns come out as each by itself, and each with its own log of what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import write
from tests.reading import AS_OF, COMMON, STATES, approve, states_site
from vademecum.needs import Needs
from vademecum.pages.article import Rendered, rendering
from vademecum.pipeline import Options, read_world
from vademecum.texts import read_bodies
from vademecum.turns import Steps, in_turns


def counting(name: str, steps: int, needs: Needs, said: list[str]) -> Steps[tuple[str, tuple[tuple[str, str], ...]]]:
    for step in range(steps):
        needs.note(name, str(step))
        said.append(f"{name}{step}")
        yield
    return name, needs.take()


def test_a_step_of_each_is_taken_in_turn_until_all_are_done() -> None:
    needs, said = Needs(), list[str]()
    done = in_turns(
        [counting("a", 3, needs, said), counting("b", 0, needs, said), counting("c", 2, needs, said)], needs
    )
    assert said == ["a0", "c0", "a1", "c1", "a2"]
    assert done == [
        ("a", (("a", "0"), ("a", "1"), ("a", "2"))),
        ("b", ()),
        ("c", (("c", "0"), ("c", "1"))),
    ]


def test_what_is_wrong_in_the_first_is_told_whenever_it_comes_out() -> None:
    def failing(name: str, steps: int) -> Steps[None]:
        for _ in range(steps):
            yield
        raise ValueError(name)

    needs, said = Needs(), list[str]()
    with pytest.raises(ValueError, match="first"):
        in_turns([counting("a", 2, needs, said), failing("first", 2), failing("second", 1)], needs)
    assert said == ["a0", "a1"]


def test_articles_come_out_as_each_by_itself(tmp_path: Path) -> None:
    write(tmp_path, {**COMMON, **states_site()})
    approve(tmp_path, Options(today=AS_OF))
    found = [rendered(tmp_path, at_once=at_once) for at_once in (False, True)]
    assert len(found[0]) > len(STATES)
    assert found[0] == found[1]
    assert all(facts.needs for _, facts in found[0])


def rendered(root: Path, *, at_once: bool) -> list[Rendered]:
    """Return all articles of a site, rendered in turns or one by one."""
    whole, _ = read_world(root, Options(today=AS_OF))
    world = whole.of_one_page()
    works = [
        rendering(each, read_bodies(root, each), world, lambda _: "")
        for each in whole.site.articles.values()
        if not each.is_index
    ]
    return (
        in_turns(works, world.needs) if at_once else [each for work in works for each in in_turns([work], world.needs)]
    )
