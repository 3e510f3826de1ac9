/// The OWASP Top 10 of 2021: its categories, and the weaknesses (CWE) that each of them collects.
///
/// Source: the lists "List of Mapped CWEs" of https://owasp.org/Top10/2021/, one page a category. The edition is
/// pinned: another one is another list, and a change of this table.
enum OWASPTopTen {
    struct Category: Sendable {
        let code: String
        let name: String
        let weaknesses: Set<Int>
    }

    static let edition = "OWASP Top 10:2021"

    /// Known vulnerabilities of components: what a scan of packages finds, whatever weakness is behind it.
    static let components = "A06:2021"

    static func category(_ code: String) -> Category? { categories.first { $0.code == code } }

    static let categories: [Category] = [
        Category(
            code: "A01:2021",
            name: "Broken Access Control",
            weaknesses: [
                22, 23, 35, 59, 200, 201, 219, 264, 275, 276, 284, 285, 352, 359, 377, 402, 425, 441, 497, 538, 540,
                548, 552, 566, 601, 639, 651, 668, 706, 862, 863, 913, 922, 1275,
            ]
        ),
        Category(
            code: "A02:2021",
            name: "Cryptographic Failures",
            weaknesses: [
                261, 296, 310, 319, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 335, 336, 337, 338, 340,
                347, 523, 720, 757, 759, 760, 780, 818, 916,
            ]
        ),
        Category(
            code: "A03:2021",
            name: "Injection",
            weaknesses: [
                20, 74, 75, 77, 78, 79, 80, 83, 87, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 99, 100, 113, 116, 138,
                184, 470, 471, 564, 610, 643, 644, 652, 917,
            ]
        ),
        Category(
            code: "A04:2021",
            name: "Insecure Design",
            weaknesses: [
                73, 183, 209, 213, 235, 256, 257, 266, 269, 280, 311, 312, 313, 316, 419, 430, 434, 444, 451, 472, 501,
                522, 525, 539, 579, 598, 602, 642, 646, 650, 653, 656, 657, 799, 807, 840, 841, 927, 1021, 1173,
            ]
        ),
        Category(
            code: "A05:2021",
            name: "Security Misconfiguration",
            weaknesses: [
                2, 11, 13, 15, 16, 260, 315, 520, 526, 537, 541, 547, 611, 614, 756, 776, 942, 1004, 1032, 1174,
            ]
        ),
        Category(
            code: "A06:2021",
            name: "Vulnerable and Outdated Components",
            weaknesses: [937, 1035, 1104]
        ),
        Category(
            code: "A07:2021",
            name: "Identification and Authentication Failures",
            weaknesses: [
                255, 259, 287, 288, 290, 294, 295, 297, 300, 302, 304, 306, 307, 346, 384, 521, 613, 620, 640, 798,
                940, 1216,
            ]
        ),
        Category(
            code: "A08:2021",
            name: "Software and Data Integrity Failures",
            weaknesses: [345, 353, 426, 494, 502, 565, 784, 829, 830, 915]
        ),
        Category(
            code: "A09:2021",
            name: "Security Logging and Monitoring Failures",
            weaknesses: [117, 223, 532, 778]
        ),
        Category(
            code: "A10:2021",
            name: "Server-Side Request Forgery",
            weaknesses: [918]
        ),
    ]
}
