/// How a tool is told which of its tests to run: by what a report calls them.
package enum TestSelection: String, Sendable, Hashable, CaseIterable {
    /// `path::Class::name[parameters]`.
    case pytest
    /// A pattern of names and the files.
    case nodeTest

    /// What a command gets in place of all tests of a unit, and for which cases that was not exact.
    package struct Selected: Sendable, Hashable {
        package var arguments: [String] = []
        /// Cases that could not be named, so that their whole files run.
        package var wholeFiles: Int = 0
        /// How many cases run by name.
        package var named: Int = 0
        /// Why these: completes "tests that …".
        package var cause = "failed"

        /// `2 tests that failed`, `1 test that failed, and 1 whole file`.
        package var words: String {
            let tests =
                named > 0
                ? "\(Wording.count(named, "test")) that \(named == 1 && cause == "are new" ? "is new" : cause)" : ""
            let files = wholeFiles > 0 ? "whole files of \(Wording.count(wholeFiles, "test")) that \(cause)" : ""
            return [tests, files].filter { !$0.isEmpty }.joined(separator: ", and ")
        }
    }

    /// The arguments that run some cases again; nil where one of them can be brought to none of the files.
    ///
    /// `files`: what the unit runs, as its command takes it. `folder`: of the step, ending in a slash, or empty.
    package func select(_ cases: [TestCase], of files: [String], folder: String) -> Selected? {
        guard !cases.isEmpty else { return nil }
        let places = TestPlaces(files, folder: folder)
        var selected = Selected()
        switch self {
        case .pytest:
            for test in cases {
                guard let place = places.dotted(test) ?? places.file(test) else { return nil }
                if let name = Self.pytestName(test, place) {
                    selected.arguments.append(name)
                    selected.named += 1
                } else {
                    selected.arguments.append(place.listed)
                    selected.wholeFiles += 1
                }
            }
        case .nodeTest:
            // Its JUnit reports of older versions name no file: the names are looked for in all of them.
            let found = cases.map { places.file($0)?.listed }
            selected.arguments = found.contains(nil) ? files : found.compactMap(\.self)
            selected.named = cases.count
            let names = cases.map { Self.escaped($0.name) }.unique.joined(separator: "|")
            // One argument may be no longer than the system allows.
            guard names.utf8.count < 100_000 else { return nil }
            // Newer versions match the names of all that a test stands in too.
            selected.arguments.insert("--test-name-pattern=(^| )(\(names))$", at: 0)
        }
        selected.arguments = selected.arguments.unique
        return selected
    }

    private static func pytestName(_ test: TestCase, _ place: TestPlaces.Place) -> String? {
        // What XML cannot hold is written by pytest in another form, and is then not the name.
        guard !test.name.isEmpty, !test.name.contains("#x"), let classes = place.classes else { return nil }
        return ([place.listed] + classes + [test.name]).joined(separator: "::")
    }

    /// As a regular expression takes it for itself.
    private static func escaped(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            if "\\^$.|?*+()[]{}/".contains(letter) { text.append("\\") }
            text.append(letter)
        }
    }
}

/// The test files of a unit, by the ways in which reports name them.
package struct TestPlaces: Sendable {
    /// A file with what stands behind it in the name of a class.
    struct Place: Sendable, Hashable {
        /// As the command takes it.
        var listed: String
        /// nil where the report does not say.
        var classes: [String]?
    }

    private var paths: [String: String] = [:]
    private var modules: [String: String] = [:]

    /// `folder`: of the step, ending in a slash, or empty.
    package init(_ files: [String], folder: String) {
        for listed in files {
            let end = listed.firstRange(of: "::")?.lowerBound ?? listed.endIndex
            let file = String(listed[..<end])
            let plain = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
            for path in [plain, folder + plain] {
                paths[path] = file
                let dot = path.lastIndex(of: ".") ?? path.endIndex
                let stem = path[..<dot].contains("/") || dot != path.startIndex ? path[..<dot] : path[...]
                modules[String(stem.map { $0 == "/" ? "." : $0 })] = file
            }
        }
    }

    /// The listed file of a path that a report tells: the same, or one that ends with it.
    package func listed(_ path: String) -> String? {
        if let file = paths[path] { return file }
        guard path.hasPrefix("/") else { return nil }
        return paths.first { path.hasSuffix("/" + $0.key) }?.value
    }

    func file(_ test: TestCase) -> Place? {
        test.file.flatMap(listed).map { Place(listed: $0, classes: nil) }
    }

    /// By the name of the class, `tests.test_a.TestX`: the longest module that it begins with.
    func dotted(_ test: TestCase) -> Place? {
        guard let name = test.className, !name.isEmpty else { return nil }
        return dotted(name)
    }

    func dotted(_ name: String) -> Place? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        for count in stride(from: parts.count, through: 1, by: -1) {
            if let file = modules[parts[..<count].joined(separator: ".")] {
                return Place(listed: file, classes: Array(parts[count...]))
            }
        }
        return nil
    }

    /// The listed file that a test of an earlier run belongs to.
    package func listed(_ key: TestKey) -> String? {
        if !key.file.isEmpty, let file = listed(key.file) { return file }
        return dotted(key.className)?.listed ?? dotted(key.suite)?.listed
    }
}
