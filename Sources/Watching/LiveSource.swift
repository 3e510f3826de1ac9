import Releasing

/// Where live figures come from.
protocol LiveSource: Sendable {
    /// The figures of the window of a length that ends at a moment, in seconds and seconds since 1970.
    func window(until end: Double, length: Double) async -> LiveWindow

    /// Seconds that figures need until they can be asked for.
    var lag: Double { get }
}

extension LiveSource {
    var lag: Double { 0 }
}
