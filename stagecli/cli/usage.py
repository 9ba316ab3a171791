"""Command lines that Typer cannot parse: reads the mistake off the fields of its exceptions, and words it."""

from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

import typer

from stagecli.errors import Message, UsageError, did_you_mean, one_of, together


def usage_error(error: typer.TyperException, arguments: Sequence[str], command: str) -> UsageError:
    """Turn Typer's exception into an error that points to the help of `command`, the innermost one on the line."""
    return UsageError("see_help", said=_said(error, arguments), command=command)


def _said(error: Any, arguments: Sequence[str]) -> Message:
    if hasattr(error, "option_name"):
        return _bad_option(error, arguments)
    if getattr(error, "param", None) is not None:
        return _bad_parameter(error, arguments)
    context: Any = getattr(error, "ctx", None)
    left = [] if context is None else _parsed(context, arguments)[1]
    if left and hasattr(context.command, "commands"):
        known = context.command.commands
        return Message("no_such_command", given=left[0], hint=did_you_mean(left[0], known) or one_of(known))
    if left:
        return Message("extra_arguments", given=" ".join(left))
    return Message("verbatim", text=error.format_message())


def _bad_option(error: Any, arguments: Sequence[str]) -> Message:
    """Describe an unknown option, a missing value, or a value for an option that takes none."""
    flag = error.option_name
    if hasattr(error, "possibilities"):
        hint = did_you_mean(flag, error.possibilities or ())
        later = next((word for word in arguments if word in getattr(error.ctx.command, "commands", ())), None)
        if later is not None:
            hint = Message("flags_follow", command=f"{error.ctx.command_path} {later}", flag=flag)
        return Message("no_such_flag", given=flag, hint=hint)
    with_value = any(word.startswith(f"{flag}=") for word in arguments)
    return Message("flag_with_value" if with_value else "flag_without_value", flag=flag)


def _bad_parameter(error: Any, arguments: Sequence[str]) -> Message:
    """Describe a missing parameter, or a value that is not one of its choices."""
    param = error.param
    name = " / ".join(param.opts) if param.param_type_name == "option" else param.metavar or param.name.upper()
    if hasattr(error, "param_type"):
        return Message("missing_argument", name=name)
    choices = _choices(param)
    given = _parsed(error.ctx, arguments)[0].get(param.name)
    wrong = next((each for each in (given if isinstance(given, list) else [given]) if each not in choices), None)
    if not choices or wrong is None:
        return Message("in_place", where=name, said=error.message)
    hint = together(did_you_mean(wrong, choices), one_of(choices))
    return Message("bad_value", where=name, given=wrong, hint=hint)


def _choices(param: Any) -> list[str]:
    """The values that a parameter takes, if they are few and named."""
    if hasattr(param, "type"):
        return [str(choice) for choice in getattr(param.type, "choices", ())]
    return _named(param.type_descriptor.annotation)  # from Typer 0.29 on


def _named(annotation: Any) -> list[str]:
    """The values of the `Literal` in an annotation."""
    parts = get_args(annotation)
    return [*parts] if get_origin(annotation) is Literal else [each for part in parts for each in _named(part)]


def _parsed(context: Any, arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """A command's unparsed values, and the left-over words: the exception has neither."""
    rest = list(arguments)
    for name in context.command_path.split()[1:]:
        rest = rest[rest.index(name) + 1 :]
    values, left, _ = context.command.make_parser(context).parse_args(rest)
    return values, left
