import Core
import Scanning

/// The JSON of a summary into values, pulled: nothing is built that the summary does not hold.
enum SummaryDecoder {
    static func summary(
        _ json: inout JSONReader,
        known: (list: ByteRange, reports: [Report])?
    ) throws(ScanError) -> RunSummary {
        var summary = RunSummary()
        var found = (run: false, steps: false, reports: false)
        var scratch = SummaryScratch()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "run":
                try run(&json, into: &summary)
                found.run = true
            case "steps":
                summary.steps = try json.list(step)
                found.steps = true
            case "reports":
                if let known, json.offset == known.list.start {
                    json.move(to: known.list.end)
                    summary.reports = known.reports
                } else {
                    try json.beginArray()
                    while try json.nextElement() { summary.reports.append(try report(&json, &scratch)) }
                }
                found.reports = true
            case "verdict": summary.verdict = try verdict(&json)
            case "banners": summary.banners = try json.words()
            case "first_verdict": summary.firstVerdict = try firstVerdict(&json)
            case "seed": summary.seed = try seed(&json)
            case "coverage": summary.coverage = try judgedCoverage(&json)
            case "past": summary.past = PastJSON.past(try json.readValue())
            default: try json.skipValue()
            }
        }
        try json.finish()
        guard found.run, found.steps, found.reports else {
            throw json.error("a summary needs \"run\", \"steps\" and \"reports\"", at: 0)
        }
        return summary
    }

    private static func run(_ json: inout JSONReader, into summary: inout RunSummary) throws(ScanError) {
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "seconds": summary.seconds = try json.real()
            case "interrupted": summary.interrupted = try json.readBool()
            case "context": summary.context = try context(&json)
            case "slice": summary.slice = try slice(&json)
            default: try json.skipValue()
            }
        }
    }

    private static func context(_ json: inout JSONReader) throws(ScanError) -> RunContext {
        let start = json.offset
        var id: String?
        var machine: Machine?
        var started: Double?
        var context = RunContext(
            id: "",
            manualTrigger: false,
            machine: Machine(cores: 0, memoryBytes: 0, system: ""),
            started: 0
        )
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "id": id = try json.readString()
            case "branch": context.branch = try json.readString()
            case "commit": context.commit = try json.readString()
            case "tag": context.tag = try json.readString()
            case "target": context.target = try json.readString()
            case "pull_request": context.pullRequest = try json.readString()
            case "trigger": context.trigger = try json.readString()
            case "manual_trigger": context.manualTrigger = try json.readBool()
            case "ci": context.ci = try json.readBool()
            case "machine": machine = try self.machine(&json)
            case "started": started = try json.real()
            default: try json.skipValue()
            }
        }
        context.id = try json.required(id, "id", start)
        context.machine = try json.required(machine, "machine", start)
        context.started = try json.required(started, "started", start)
        return context
    }

    private static func machine(_ json: inout JSONReader) throws(ScanError) -> Machine {
        var machine = Machine(cores: 0, memoryBytes: 0, system: "")
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "cores": machine.cores = try json.readInteger()
            case "memory_bytes": machine.memoryBytes = try json.real()
            case "system": machine.system = try json.readString()
            default: try json.skipValue()
            }
        }
        return machine
    }
}
