package import Core
package import Scanning

extension StepRecord: Wired {
    package static var blank: StepRecord {
        StepRecord(name: "", stage: "", kind: .unit, outcome: .passed(tries: 1))
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "name", &name)
        try fields("stage", &stage)
        try fields(required: "kind", &kind)
        try fields("component", &component)
        try fields(flag: "allow_failure", &allowFailure)
        try fields("flaky_result", &flakyResult, usual: .pass)
        try outcome.visit(&fields)
        try fields("attempts", &attempts)
        try fields("under_provisioned", &underProvisioned)
        try fields("condition", &condition)
        try fields(flag: "has_needs", &hasNeeds)
        try fields("category", &category)
        try fields("part", &part)
        try fields("parts", &parts)
        try fields("cached", &cached)
    }
}

extension AttemptRecord: Wired {
    package static var blank: AttemptRecord { AttemptRecord(number: 1, outcome: .passed, started: 0, seconds: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("number", &number)
        try outcome.visit(&fields)
        try fields("started", &started)
        try fields("seconds", &seconds)
        try fields("cpu_seconds", &cpuSeconds)
        try fields("peak_memory_bytes", &peakMemoryBytes)
        try fields("user_seconds", &userSeconds)
        try fields("system_seconds", &systemSeconds)
        try fields("measured", &measured)
        try fields("isolation", &isolation)
        try fields("weakened", &weakened)
        try fields("log", &log)
        try fields("leaked", &leaked)
        try fields("kept", &kept)
        try fields("output", &output)
        try fields("category", &category)
        try fields("part", &part)
        try fields("selection", &selection)
    }
}

extension PartRecord: Wired {
    package static var blank: PartRecord {
        PartRecord(title: "", outcome: .passed(tries: 1), tests: 0, seconds: 0)
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("title", &title)
        try outcome.visit(&fields)
        try fields("tests", &tests)
        try fields("seconds", &seconds)
        try fields("predicted", &predicted)
    }
}

extension StepRecord.Part: Wired {
    package static var blank: StepRecord.Part {
        StepRecord.Part(whole: "", title: "", tests: 0, predicted: nil)
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "whole", &whole)
        try fields(required: "title", &title)
        try fields("tests", &tests)
        try fields("predicted", &predicted)
    }
}

extension KeptCopy: Wired {
    package static var blank: KeptCopy { KeptCopy(path: "", copy: nil, bytes: 0, purpose: .artifact) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "path", &path)
        try fields("copy", &copy)
        try fields("bytes", &bytes)
        try fields("purpose", &purpose)
    }
}

extension CacheOrigin: Wired {
    package static var blank: CacheOrigin { CacheOrigin(run: "", stored: 0, key: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "run", &run)
        try fields("stored", &stored)
        try fields(required: "key", &key)
    }
}
