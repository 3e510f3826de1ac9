/// What the page may do: run its own script and use its own style, by their digests, and nothing else.
enum HTMLPolicy {
    /// SHA-256 in base64 of `report.js` and of the style sheet; a test computes both anew and says what is right.
    static let script = "Hpkts9Emwf2UBwaC2LYp0H27tJ+NSmmBHuo4gi/AXyU="
    static let style = "2CfTo/PJ8PiYqiIkjdTSgV10DVpEPdvbJMgKjzxsOCw="

    static let content =
        "default-src 'none'; script-src 'sha256-\(script)'; style-src 'sha256-\(style)'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"
}
