extension DeclaredSample {
    static let tests: [DeclaredSample] = []
}
