import Core
package import Scanning

/// What a mock tells of itself in the end: the file that the importer `assay-mock` reads.
package enum MockReport {
    package static let version = 1

    /// `began` and `ended` in seconds since 1970.
    package static func json(_ engine: MockEngine, began: Double, ended: Double) -> JSON {
        let counters = engine.counters
        return JSON(present: [
            "assay_mock": JSON(version),
            "name": JSON(engine.definition.name),
            "began": JSON(began),
            "ended": JSON(ended),
            "requests": [
                "total": JSON(counters.requests), "unmatched": JSON(counters.unmatched),
                "invalid": JSON(counters.invalid), "ambiguous": JSON(counters.ambiguous),
                "abandoned": JSON(counters.abandoned), "refusals": JSON(counters.refusals),
            ],
            "dependencies": .array(counters.dependencies.sorted { $0.key < $1.key }.map(dependency)),
            "expectations": .array(engine.verification().map(expectation)),
            "unmatched": .array(counters.misses.map(miss)),
            "journal": .array(engine.journal.map(entry)),
        ])
    }

    private static func dependency(_ name: String, _ counts: MockCounters.Dependency) -> JSON {
        let faults = counts.faults.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }
        return [
            "name": JSON(name), "hits": JSON(counts.hits), "faults": .object(faults), "real": JSON(counts.real),
        ]
    }

    package static func expectation(_ verification: Verification) -> JSON {
        [
            "stub": JSON(verification.stub.name), "location": JSON(verification.stub.location.description),
            "expected": JSON(verification.stub.expectation?.words), "calls": JSON(verification.calls),
            "met": JSON(verification.isMet),
        ]
    }

    private static func miss(_ miss: MockCounters.Miss) -> JSON {
        [
            "method": JSON(miss.method), "path": JSON(miss.path), "namespace": JSON(miss.namespace),
            "problem": JSON(miss.problem), "count": JSON(miss.count),
        ]
    }

    package static func entry(_ entry: JournalEntry) -> JSON {
        JSON(present: [
            "number": JSON(entry.number), "seconds": JSON((entry.seconds * 1_000_000).rounded() / 1_000_000),
            "namespace": JSON(entry.namespace.isEmpty ? nil : entry.namespace), "method": JSON(entry.method),
            "path": JSON(entry.path), "status": JSON(entry.status), "stub": JSON(entry.stub),
            "faults": entry.faults.isEmpty ? .null : .array(entry.faults.map { JSON($0) }),
            "problem": JSON(entry.problem),
        ])
    }
}
