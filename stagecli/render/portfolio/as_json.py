"""A portfolio as JSON: a versioned contract, of which a schema is published."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from stagecli.batch.portfolio import Portfolio
from stagecli.batch.summary import StageCount, StepCount
from stagecli.classifier.verdict import Status
from stagecli.model import Model
from stagecli.movement import Movement
from stagecli.render.as_json import encoded, schema_of


class PortfolioRecord(Struct, frozen=True, kw_only=True):
    """Where all subjects of a batch or a history stand, and how they moved; with the texts of one language."""

    contract: Literal["stagecli/portfolio/1"] = "stagecli/portfolio/1"
    language: str
    time: Annotated[str | None, Meta(description="When it was made.")]
    model: dict[str, str]
    assessed: Annotated[int, Meta(ge=0)]
    stages: tuple[StageCount, ...]
    status: dict[Status, int]
    next_steps: Annotated[tuple[StepCount, ...], Meta(description="Most frequent first.")]
    movement: Annotated[Movement | None, Meta(description="Null without a history to compare with.")]
    notes: Annotated[tuple[str, ...], Meta(description="What else the reader should know, such as what is left out.")]


def render(portfolio: Portfolio, model: Model, time: str | None) -> str:
    """The portfolio without the subjects that did not move."""
    return encoded(
        PortfolioRecord(
            language=portfolio.language,
            time=time,
            model=model.reference,
            assessed=portfolio.assessed,
            stages=portfolio.stages,
            status=portfolio.status,
            next_steps=portfolio.next_steps,
            movement=portfolio.movement,
            notes=portfolio.notes,
        )
    )


def portfolio_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a portfolio."""
    return schema_of(PortfolioRecord, "Portfolio", "urn:stagecli:schema:portfolio:1")
