"""A basket of things to buy."""


def total(prices, discount=0):
    """The sum of all prices, less a discount."""
    result = sum(prices)
    if discount:
        result -= discount
    return result
