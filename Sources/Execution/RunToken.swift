import Glibc

/// The unique text by which processes of a run are recognised in their environment, whatever else they changed.
enum RunToken {
    /// Holds the token of the run, after those of the runs that this one is nested in.
    static let runVariable = "ASSAY_RUN"
    /// Holds the token and number of the unit, after those of the units that this one is nested in.
    static let unitVariable = "ASSAY_UNIT"

    /// 16 hexadecimal digits, unique on this machine.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = String(generator.next() as UInt64, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// What an outer run has put there: its sweep must still find our processes.
    static func inherited(_ variable: String) -> String {
        guard let value = getenv(variable) else { return "" }
        return String(cString: value)
    }
}
