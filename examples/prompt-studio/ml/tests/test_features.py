import pytest

from ml.features import matrix, read, vocabulary


def test_a_file_of_prompts_is_read_line_by_line(tmp_path):
    path = tmp_path / "prompts.tsv"
    path.write_text("code\tfix it\n\nideas\tname it\n")
    assert read(path) == [("code", "fix it"), ("ideas", "name it")]


@pytest.mark.parametrize("line", ["no tab here", "code\t", "code\ta\tb"])
def test_a_line_that_is_no_labelled_prompt_is_named(tmp_path, line):
    path = tmp_path / "prompts.tsv"
    path.write_text(f"code\tfix it\n{line}\n")
    with pytest.raises(ValueError, match=r"prompts\.tsv:2: a line holds"):
        read(path)


def test_each_word_is_one_column():
    known = vocabulary(["fix the bug", "the cat"])
    assert known == ["bug", "cat", "fix", "the"]
    assert matrix(["fix fix dog", ""], known).tolist() == [[0, 0, 1, 0], [0, 0, 0, 0]]
