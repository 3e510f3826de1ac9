from cart import total


def test_total():
    assert total([1, 2]) == 3


def test_discount():
    assert total([5], discount=2) == 3
