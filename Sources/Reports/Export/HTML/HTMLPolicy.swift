/// What the page may do: run its own script and use its own style, by their digests, and nothing else.
enum HTMLPolicy {
    /// SHA-256 in base64 of the script and of the style sheet; a test computes both anew and says what is right.
    static let script = "9pH4hMpbEzKTVPYnbfqEAdNsMj2u+aglbsmD0XpPq8Y="
    static let style = "30+WmyKyRRz9rPEaHcgxzvZnZ0SiScUn/9lodOd7vVE="

    static let content =
        "default-src 'none'; script-src 'sha256-\(script)'; style-src 'sha256-\(style)'; img-src data:; "
        + "base-uri 'none'; form-action 'none'"

    /// The files of the script, one after the other, in the order in which they need each other.
    static let scriptText: [UInt8] = [
        PackageResources.data_js, PackageResources.text_js, PackageResources.filter_js, PackageResources.grid_js,
        PackageResources.explorer_js, PackageResources.tests_js, PackageResources.coverage_js,
        PackageResources.findings_js, PackageResources.main_js,
    ].flatMap(\.self)
}
