package import Core
package import Scanning

extension TestResults: Wired {
    package static var blank: TestResults { TestResults() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("passed", &tally.passed)
        try fields("failed", &tally.failed)
        try fields("errors", &tally.errors)
        try fields("skipped", &tally.skipped)
        try fields("flaky", &tally.flaky)
        try fields("duration_s", &tally.duration)
        try fields("cases", &cases)
        var identities = passed.isEmpty ? nil : Identities.text(passed)
        try fields(unique: "passed_ids", &identities)
        guard let values = Identities.values(identities ?? "") else {
            throw fields.wrong("no list of identities: sixteen hexadecimal digits each")
        }
        passed = values
    }
}

extension TestCase: Wired {
    package static var blank: TestCase { TestCase(name: "", status: .passed) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("suite", &suite)
        try fields("class", &className)
        try fields(required: "name", &name)
        try fields("file", &file)
        try fields("line", &line)
        try fields(required: "status", &status)
        try fields(flag: "flaky", &flaky)
        try fields("attempt", &attempt)
        try fields("seconds", &seconds)
        try fields("message", &message)
        try fields("properties", &properties)
        try fields(unique: "output", &output)
        try fields("failed_in", &failedIn)
        try fields("attachments", &attachments)
    }
}
