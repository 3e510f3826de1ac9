package import Core
package import Scanning

extension RunContext: Wired {
    package static var blank: RunContext {
        RunContext(id: "", manualTrigger: false, machine: .blank, started: 0)
    }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "id", &id)
        try fields("branch", &branch)
        try fields("commit", &commit)
        try fields("tag", &tag)
        try fields("target", &target)
        try fields("pull_request", &pullRequest)
        try fields("trigger", &trigger)
        try fields(flag: "manual_trigger", &manualTrigger)
        try fields(flag: "ci", &ci)
        try fields(required: "machine", &machine)
        try fields(required: "started", &started)
        try fields("profile", &profile)
        try fields("artifacts", &artifacts)
        try fields("actor", &actor)
        try fields("clean", &isClean)
    }
}

extension Machine: Wired {
    package static var blank: Machine { Machine(cores: 0, memoryBytes: 0, system: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("cores", &cores)
        try fields("memory_bytes", &memoryBytes)
        try fields("system", &system)
        try fields("network_bits_per_second", &networkBitsPerSecond)
        try fields(flag: "graphics", &hasGraphics)
    }
}

extension SliceRecord: Wired {
    package static var blank: SliceRecord { SliceRecord(digest: "", index: 0, count: 0) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "digest", &digest)
        try fields("index", &index)
        try fields("count", &count)
    }
}

extension PlanRecord: Wired {
    package static var blank: PlanRecord { PlanRecord(digest: "") }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "digest", &digest)
        try fields("only", &only)
        try fields(flag: "with_needs", &withNeeds)
    }
}
