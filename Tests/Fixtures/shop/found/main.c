int first(int count);

int main(void) { return first(1) - 1; }
