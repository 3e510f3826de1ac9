/// How long the tests of a step took in earlier runs.
package enum TestDurations {
    /// The tests with the seconds that they usually take.
    ///
    /// `runs`: results of earlier runs. `folder`: of the step, ending in a slash, or empty.
    package static func known(_ tests: [ListedTest], runs: [[TestObservation]], folder: String) -> [ListedTest] {
        guard !runs.isEmpty, !tests.isEmpty else { return tests }
        let names = tests.map(\.name)
        let single = Set(names.filter { $0.fileOfTest.endIndex != $0.endIndex })
        let places = TestPlaces(names, folder: folder)
        var times: [String: [Double]] = [:]
        for run in runs {
            var sums: [String: Double] = [:]
            for test in run {
                guard let seconds = test.seconds, test.outcome != .skipped else { continue }
                for name in Self.names(of: test.key, places, single) { sums[name, default: 0] += seconds }
            }
            for (name, sum) in sums { times[name, default: []].append(sum) }
        }
        return tests.map { test in
            var test = test
            test.seconds = times[test.name].flatMap(Median.of)
            return test
        }
    }

    /// The listed tests that a result counts for.
    private static func names(of key: TestKey, _ places: TestPlaces, _ single: Set<String>) -> [String] {
        let title = key.parameters.isEmpty ? key.name : "\(key.name)[\(key.parameters)]"
        guard let file = places.listed(key) else { return [key.name, title].unique }
        guard !single.isEmpty else { return [file] }
        let classes = places.dotted(key.className)?.classes ?? []
        let full = ([file] + classes + [title]).joined(separator: "::")
        let bare = ([file] + classes + [key.name]).joined(separator: "::")
        return [full, bare, file].unique
    }
}
