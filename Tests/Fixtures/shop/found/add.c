int first(int count)
{
    int values[3] = {1, 2, 3};
    if (count > 2)
        return values[3];
    return values[0];
}
