int add(int left, int right);

int main(void) { return add(1, 2) - 3; }
