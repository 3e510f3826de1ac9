import Dashboard

/// What every answer says of itself, so that a browser does no more with it than is meant.
enum SecurityHeaders {
    /// Pages load our own style sheet and nothing else, run nothing, are framed by nobody, and send forms to us alone.
    static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    /// A page that follows a run has our script, which asks us for news.
    static let livePolicy = policy + "; script-src 'self'; connect-src 'self'"

    private static let usual = [
        Header("content-security-policy", policy), Header("x-content-type-options", "nosniff"),
        Header("referrer-policy", "same-origin"), Header("cross-origin-opener-policy", "same-origin"),
        Header("cross-origin-resource-policy", "same-origin"), Header("x-frame-options", "DENY"),
        Header("permissions-policy", "camera=(), geolocation=(), microphone=()"), Header("cache-control", "no-store"),
    ]

    static func add(to response: ServerResponse, isSecure: Bool) -> ServerResponse {
        var response = response
        let transport = isSecure ? [Header("strict-transport-security", "max-age=31536000")] : []
        for header in usual + transport where response[header.name] == nil { response.headers.append(header) }
        return response
    }
}
