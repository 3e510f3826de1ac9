/// What earlier runs found, category by category, as the judge looks it up: evidence itself knows no earlier run.
package struct EarlierScans: Sendable {
    /// A scan of an earlier run, and which run that is.
    package struct Found: Sendable {
        package var scan: ScanEvidence
        package var run: BaselineRun
        /// Which run was asked for, in words.
        package var origin: String
        /// Runs that could have been taken and were not, with the reason.
        package var leftOut: [String]
    }

    /// Why there is nothing to compare with.
    package struct Nothing: Error, Sendable {
        package var reason: String
    }

    /// Whether a change is judged, and not the protected branch itself.
    package var isOfChange: Bool
    package var look: @Sendable (ScanCategory, BaselineChoice?) -> Result<Found, Nothing>
}
