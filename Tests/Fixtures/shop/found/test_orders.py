from orders import find


class Cursor:
    def execute(self, text):
        return text


def test_find():
    assert find(Cursor(), "a").endswith("'a'")


def test_wrong():
    assert find(Cursor(), "a") == "a"
