/// A unit as it may be written behind a number; the raw value is its spelling.
package enum Unit: String, Sendable, Hashable, CaseIterable {
    case none = ""
    case percent = "%"
    case point, points
    case ns, us
    case microsecond = "µs"
    case ms, s, m, h, d, w
    case second, seconds, min, minute, minutes, hour, hours, day, days, week, weeks
    case rps, rpm
    case byte = "B"
    case kilobyte = "KB"
    case megabyte = "MB"
    case gigabyte = "GB"
    case terabyte = "TB"
    case kibibyte = "KiB"
    case mebibyte = "MiB"
    case gibibyte = "GiB"
    case tebibyte = "TiB"
    case bps
    case kilobits = "Kbps"
    case megabits = "Mbps"
    case gigabits = "Gbps"
    case terabits = "Tbps"
    case core, cores

    /// How one of this unit becomes base units (1, seconds, per second, bytes, bits a second, cores).
    enum Scale {
        /// Ten to this power, applied to the decimal digits, so that `99.9%` is the double nearest to 0.999.
        case decimal(Int)
        /// A whole factor.
        case factor(Double)
        /// A whole divisor.
        case divisor(Double)
    }

    /// The dimension that quantities in this unit have; a bare number is a count.
    package var dimension: Dimension {
        switch self {
        case .none: .count
        case .percent, .point, .points: .ratio
        case .ns, .us, .microsecond, .ms, .s, .m, .h, .d, .w, .second, .seconds, .min, .minute, .minutes, .hour,
            .hours, .day, .days, .week, .weeks:
            .duration
        case .rps, .rpm: .rate
        case .byte, .kilobyte, .megabyte, .gigabyte, .terabyte, .kibibyte, .mebibyte, .gibibyte, .tebibyte: .bytes
        case .bps, .kilobits, .megabits, .gigabits, .terabits: .bandwidth
        case .core, .cores: .cores
        }
    }

    var scale: Scale {
        switch self {
        case .none, .s, .second, .seconds, .rps, .byte, .bps, .core, .cores: .decimal(0)
        case .percent, .point, .points: .decimal(-2)
        case .ns: .decimal(-9)
        case .us, .microsecond: .decimal(-6)
        case .ms: .decimal(-3)
        case .m, .min, .minute, .minutes: .factor(60)
        case .h, .hour, .hours: .factor(3_600)
        case .d, .day, .days: .factor(86_400)
        case .w, .week, .weeks: .factor(604_800)
        case .rpm: .divisor(60)
        case .kilobyte, .kilobits: .decimal(3)
        case .megabyte, .megabits: .decimal(6)
        case .gigabyte, .gigabits: .decimal(9)
        case .terabyte, .terabits: .decimal(12)
        case .kibibyte: .factor(1_024)
        case .mebibyte: .factor(1_048_576)
        case .gibibyte: .factor(1_073_741_824)
        case .tebibyte: .factor(1_099_511_627_776)
        }
    }

    /// Whether a space belongs between the number and this unit: `30 days`, but `30s`.
    var isWord: Bool {
        switch self {
        case .point, .points, .second, .seconds, .minute, .minutes, .hour, .hours, .day, .days, .week, .weeks, .core,
            .cores:
            true
        default: false
        }
    }
}
