from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secure_llm_steps import exit_codes
from secure_llm_steps.errors import StepError
from secure_llm_steps.release.approvals import Approval, Approvals

digests = st.text("0123456789abcdef", min_size=64, max_size=64)
approvals = st.lists(st.builds(Approval, st.integers(1, 999_999_999), digests))


@given(approvals)
def test_what_is_written_is_read(every: list[Approval]) -> None:
    assert Approvals.parse("\n".join(each.line for each in every), "list").lines == tuple(every)


@given(approvals.filter(bool))
def test_only_the_highest_number_counts_wherever_it_stands(every: list[Approval]) -> None:
    newest = Approvals(tuple(every)).newest
    highest = max(each.number for each in every)
    assert newest is None or newest.number == highest
    assert Approvals(tuple(every)).next_number == highest + 1


def test_two_contents_under_one_number_approve_neither() -> None:
    assert Approvals((Approval(1, "a" * 64), Approval(1, "b" * 64))).newest is None


@pytest.mark.parametrize(
    "line",
    ["0 " + "a" * 64, "01 " + "a" * 64, "1 " + "A" * 64, "1 " + "a" * 63, "1  " + "a" * 64, "a" * 64, "1 " + "a" * 65],
)
def test_a_line_that_is_no_approval_is_named(line: str) -> None:
    with pytest.raises(StepError, match="is no approval") as caught:
        Approvals.parse(f"7 {'c' * 64}\n{line}", "approved-rule-sets")
    assert caught.value.exit_code == exit_codes.USAGE
