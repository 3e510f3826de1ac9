extension DeclaredSample {
    static let coverage: [DeclaredSample] = []
}
