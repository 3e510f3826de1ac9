/// What the page may do: run its own script and use its own style, by their digests, and nothing else.
enum HTMLPolicy {
    /// SHA-256 in base64 of `report.js` and of the style sheet; a test computes both anew and says what is right.
    static let script = "7HZtM1QAanPy8NXKa+L5noE6Bhzb6X7ckFDY6fYGWZQ="
    static let style = "90102FLT1OtCs/NsjA9qpcnAOWX+CTAVyuNtuhxQQ4M="

    static let content =
        "default-src 'none'; script-src 'sha256-\(script)'; style-src 'sha256-\(style)'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"
}
