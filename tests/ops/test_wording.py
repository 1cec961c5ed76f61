"""What the command line says in Chinese."""

import errno

import pytest

from mofan.ops.command_line import run
from mofan.ops.wording import said_of_usage, why


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "没有写明“命令”。写法见 mofan --help"),
        (["nosuch"], "没有“nosuch”这个命令。写法见 mofan --help"),
        (["read"], "没有写明“文件”。写法见 mofan read --help"),
        (["search", "台账", "--limit", "几"], "--limit 要写整数，“几”不是。写法见 mofan search --help"),
        (
            ["similar", "一.txt", "--min-containment", "半"],
            "--min-containment 要写数字，“半”不是。写法见 mofan similar --help",
        ),
        (["search", "台账", "--limit"], "--limit 后面要写内容。写法见 mofan search --help"),
        (["export", "1", "--format", "odt"], "--format 没有“odt”，可选 {choices}。写法见 mofan export --help"),
        (["read", "一.txt", "--jason"], "不认识“--jason”。写法见 mofan --help"),
        (["up", "--port", "99999"], "--port：端口是 1 到 65535 的整数，“99999”不是。写法见 mofan up --help"),
    ],
)
def test_a_command_written_wrong_is_refused_with_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        run(arguments)
    assert end.value.code == 2
    said = capsys.readouterr().err
    start, _, rest = sentence.partition("{choices}")  # quoted or not, as Python's version has it
    assert said.startswith(start)
    assert said.endswith(rest + "\n")


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["up", "--help"]):
        with pytest.raises(SystemExit) as end:
            run(arguments)
        assert end.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith("用法：mofan")
        assert not {"positional", "options:", "show this"} & set(shown.split())


def test_what_the_system_could_not_do_is_said() -> None:
    assert why(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "没有这个文件或文件夹"
    assert why(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert why(OSError("nothing known")) == "nothing known"


def test_what_has_no_words_here_is_passed_on() -> None:
    assert said_of_usage("something new") == "something new"
