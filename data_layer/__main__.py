"""The command line: ``python -m data_layer``.

What belongs here: running one command, and its exit status. What does not: the commands.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Sequence

from data_layer.commands import COMMANDS
from data_layer.commands.arguments import build_parser
from data_layer.commands.given import WrongUseError
from data_layer.errors import CountyFiguresError, ReadingError

_FAILED, _WRONG_USE, _INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0, 1 if something failed, 2 if it was called wrongly."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream of another kind, as tests have
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    if options.verbose:
        logging.basicConfig(format="%(levelname)s %(message)s")
        logging.getLogger("data_layer").setLevel(logging.INFO)
    try:
        return 0 if COMMANDS[options.command](options) else _FAILED
    except (ReadingError, WrongUseError) as error:
        print(error, file=sys.stderr)
        return _WRONG_USE
    except CountyFiguresError as error:
        print(error, file=sys.stderr)
        return _FAILED
    except KeyboardInterrupt:
        print("已中断。读完的部分已经保存，再运行一次会接着做。", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
