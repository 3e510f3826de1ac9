import Core
import Scanning

/// What judging decides, behind the reports of a summary, with what it rests on besides those.
struct SummaryTail: Wired {
    var verdict: RunVerdict?
    var firstVerdict: FirstVerdict?
    var banners: [String] = []
    var services: [ServiceRecord] = []
    var seed: BaselineSeed?
    var coverage: CoverageSummary?
    var past: RunPast?
    var carried: [Report] = []

    static var blank: SummaryTail { SummaryTail() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("verdict", &verdict)
        try fields("first_verdict", &firstVerdict)
        try fields("banners", &banners)
        try fields("services", &services)
        try fields("seed", &seed)
        try fields("coverage", &coverage)
        try fields("past", &past)
        try fields("carried", &carried)
    }

    private init() {}

    init(_ summary: RunSummary) {
        (verdict, firstVerdict, banners) = (summary.verdict, summary.firstVerdict, summary.banners)
        services = summary.services
        carried = summary.carried
        (seed, coverage, past) = (summary.seed, summary.coverage, summary.past)
    }
}
