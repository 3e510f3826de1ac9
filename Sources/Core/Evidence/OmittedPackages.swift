/// Paths of Kotlin's files whose folders leave out the package that all of them share, as Kotlin's conventions advise:
/// `com/acme/shop/users/User.kt` lies in `src/main/kotlin/users/User.kt`.
struct OmittedPackages {
    private var found: [String?]

    /// The paths of one report that no file matches as they are.
    ///
    /// The shared package is taken off only where each of the paths then means exactly one file.
    init(_ paths: [ReportedPath], _ endings: FileEndings) {
        found = Array(repeating: nil, count: paths.count)
        let own = paths.indices.filter { !paths[$0].isAbsolute && paths[$0].text.hasSuffix(".kt") }
        let folders = own.map { paths[$0].text.split(separator: "/").dropLast() }
        guard var shared = folders.first.map(Array.init) else { return }
        for folder in folders { shared = Array(zip(shared, folder).prefix { $0 == $1 }.map(\.0)) }
        for count in stride(from: shared.count, to: 0, by: -1) {
            let length = shared.prefix(count).reduce(0) { $0 + $1.utf8.count + 1 }
            var files: [String] = []
            for index in own {
                let rest = String(Substring(paths[index].text.utf8.dropFirst(length)))
                let candidates = endings.files(endingIn: rest)
                guard candidates.count == 1 else { break }
                files.append(candidates[0])
            }
            guard files.count == own.count, Set(files).count == files.count else { continue }
            for (index, file) in zip(own, files) { found[index] = file }
            return
        }
    }

    /// The file of the path at a position; nil where none is certain.
    func file(at position: Int) -> String? { found[position] }
}
