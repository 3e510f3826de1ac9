/// How a tool is told which of its tests to run: by what a report calls them.
package enum TestSelection: String, Sendable, Hashable, CaseIterable {
    /// `path::Class::name[parameters]`.
    case pytest
    /// A pattern of names, and the files; what the option is called differs.
    case nodeTest
    case jest
    case mocha
    case playwright
    case rspec
    /// A pattern of functions, and the packages.
    case goTest
    /// Whatever takes its tests as they are listed: those of them that failed.
    case listed

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
        case .nodeTest, .jest, .mocha, .playwright, .rspec, .goTest:
            // Some reports name no file: the names are looked for in all of them.
            let found = cases.map { self == .goTest ? places.package($0) : places.file($0)?.listed }
            selected.arguments = found.contains(nil) ? files : found.compactMap(\.self)
            selected.named = cases.count
            let names = cases.map { Self.escaped(function($0.name)) }.unique.joined(separator: "|")
            // One argument may be no longer than the system allows.
            guard names.utf8.count < 100_000 else { return nil }
            selected.arguments.insert(contentsOf: pattern(names), at: 0)
        case .listed:
            for test in cases {
                if let name = places.name(test) {
                    selected.arguments.append(name)
                    selected.named += 1
                } else if let file = places.file(test)?.listed ?? places.source(test) ?? places.dotted(test)?.listed {
                    selected.arguments.append(file)
                    selected.wholeFiles += 1
                } else {
                    return nil
                }
            }
        }
        selected.arguments = selected.arguments.unique
        return selected
    }

    /// What a pattern of names is about: of Go the function, which runs with all of its subtests.
    private func function(_ name: String) -> String { self == .goTest ? String(name.prefix { $0 != "/" }) : name }

    /// The names of all that a test stands in may be matched too.
    private func pattern(_ names: String) -> [String] {
        switch self {
        case .nodeTest: ["--test-name-pattern=(^| )(\(names))$"]
        case .jest: ["--testNamePattern=(^| )(\(names))$"]
        case .mocha, .playwright: ["--grep=(^| )(\(names))$"]
        case .rspec: ["--example-matches", "(^| )(\(names))$"]
        case .goTest: ["-run=^(\(names))$"]
        case .pytest, .listed: []
        }
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
    private var names: Set<String> = []

    /// `folder`: of the step, ending in a slash, or empty.
    package init(_ files: [String], folder: String) {
        names = Set(files)
        var shared: Set<String> = []
        for listed in files {
            let file = String(listed.fileOfTest)
            let plain = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
            for path in folder.isEmpty ? [plain] : [plain, folder + plain] {
                paths[path] = file
                let module = Self.module(path)
                if modules.updateValue(file, forKey: module) ?? file != file { shared.insert(module) }
            }
        }
        // A name that two files have says of neither that it is the one.
        for module in shared { modules[module] = nil }
    }

    /// A path without its ending, with dots between its parts.
    ///
    /// The last part of `com.acme.PayTest` is no ending, as of files these are short and have small letters.
    private static func module(_ path: String) -> String {
        var bytes = Array(path.utf8)
        if let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0, bytes.count - dot <= 7,
            bytes[(dot + 1)...].allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
        {
            bytes.removeSubrange(dot...)
        }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "/") { bytes[index] = UInt8(ascii: ".") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The listed file of a path that a report tells: the same, or one that ends with it.
    package func listed(_ path: String) -> String? {
        if let file = paths[path] { return file }
        guard path.hasPrefix("/") else { return nil }
        return paths.first { path.hasSuffix("/" + $0.key) }?.value
    }

    /// The listed name that is the test itself, in one of the forms that tools have for it.
    func name(_ test: TestCase) -> String? {
        let owners = [test.className, test.file].compactMap(\.self).filter { !$0.isEmpty }
        let forms = owners.flatMap { owner in ["::", "#", ".", "/", " "].map { "\(owner)\($0)\(test.name)" } }
        return (forms + [test.name]).first(where: names.contains)
    }

    /// The listed class, or the file that holds the class, of a test of the Java world and its like: where there is only one.
    func source(_ test: TestCase) -> String? {
        guard let name = test.className, !name.isEmpty else { return nil }
        let outer = String(name.prefix { $0 != "$" })
        if let listed = [name, outer].first(where: names.contains) { return listed }
        let found = Set(modules.filter { $0.key.hasSuffix("." + outer) }.values)
        return found.count == 1 ? found.first : nil
    }

    /// The listed package of Go whose path ends as the test's does: where there is only one.
    func package(_ test: TestCase) -> String? {
        guard let path = test.className ?? test.file, !path.isEmpty else { return nil }
        let found = names.filter { name in
            let plain = name.hasPrefix("./") ? name.dropFirst(2) : name[...]
            return path == plain || path.hasSuffix("/" + plain)
        }
        return found.count == 1 ? found.first : nil
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
        // What is listed by its class is found by that, before any file is looked for.
        let outer = String(name.prefix { $0 != "$" })
        if let listed = [name, outer].first(where: names.contains) { return Place(listed: listed, classes: nil) }
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

extension String {
    /// Of a name such as `tests/test_pay.py::Card::expired` the file; of any other name all of it.
    package var fileOfTest: Substring {
        var rest = utf8[...]
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            rest = rest[utf8.index(after: colon)...]
            if rest.first == UInt8(ascii: ":") { return self[..<colon] }
        }
        return self[...]
    }
}
