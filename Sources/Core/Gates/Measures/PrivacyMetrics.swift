/// What reports of masking state, by the file that was masked.
enum PrivacyMetrics {
    /// Values that were replaced.
    static let masked: MetricID = "data_privacy.masked_values"
    /// Values of the original that the masked data still hold; absent where nobody has looked.
    static let unmasked: MetricID = "data_privacy.unmasked_values"
}
