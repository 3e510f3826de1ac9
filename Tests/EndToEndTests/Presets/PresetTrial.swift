import Testing

/// A preset tried with its real tool: a small project that is clean, and what makes it red.
struct PresetTrial: Sendable, CustomTestStringConvertible {
    var preset: String
    /// Programs without which it cannot be tried.
    var needs: [String]
    /// By path.
    var files: [String: String]
    /// What is written over them to make the project red.
    var dirty: [String: String]
    /// What the red run has to say.
    var says: String
    /// Keys of the step besides `preset`.
    var step = ""
    /// The gate that judges what the tool finds; none for tests.
    var gate = ""
    /// A step that has to run before.
    var before: String?

    var testDescription: String { preset }

    var configuration: String {
        let first =
            before.map { "  before:\n    run: |\n" + $0.split(separator: "\n").map { "      \($0)\n" }.joined() } ?? ""
        let steps = before == nil ? "tool" : "before, tool"
        return """
            pipeline: {stages: [{name: all, steps: [\(steps)]}]}
            steps:
            \(first)  tool: {preset: \(preset)\(step)}
            \(gate)

            """
    }

    static let linting = "code_quality_gate: {criteria: {linting: {pass_rate: 100%}}}"
    static let complexity = "code_quality_gate: {criteria: {code_complexity: {cyclomatic_complexity: '<= 3'}}}"
    static let duplication = "code_quality_gate: {criteria: {duplication: {threshold: '< 5%'}}}"
    static let documentation = "code_quality_gate: {criteria: {documentation: {public_api_coverage: '>= 90%'}}}"
    static let secrets = "security_gate: {criteria: {code_security: {secrets_scan: no findings}}}"
    static let injection = "security_gate: {criteria: {code_security: {injection_vulnerabilities: no findings}}}"
    static let coverage = "coverage_gate: {criteria: {overall: {threshold: '>= 90%'}}}"
}
