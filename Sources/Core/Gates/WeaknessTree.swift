/// What lies below a weakness in MITRE's tree: a tool names the most exact one, and a gate asks for the whole class.
///
/// The parts of the research view (CWE-1000) that gates ask for. The version is pinned: another one is another tree, and a
/// change of this table.
enum WeaknessTree {
    static let version = "CWE 4.16"

    /// A weakness and all below it; never what lies above.
    static func below(_ roots: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        var open = Array(roots)
        // A weakness may have several parents, and is visited once.
        while let next = open.popLast() {
            if found.insert(next).inserted { open += children[next] ?? [] }
        }
        return found
    }

    /// Input becomes code, a command, a query or markup: CWE-74, and the inclusion of files that PHP runs, which lies elsewhere.
    static let injection = below([74, 98])

    /// Who somebody is: CWE-287; and what keeps a session theirs, which lies elsewhere in the tree.
    static let authentication = below([287, 300, 346, 384, 613])

    /// By parent; those without an entry have no children here.
    static let children: [Int: [Int]] = [
        // Injection
        74: [75, 77, 79, 91, 93, 94, 99, 943, 1236],
        75: [76],
        77: [78, 88, 624, 917, 1427],
        79: [80, 81, 83, 84, 85, 86, 87],
        83: [82],
        89: [564],
        91: [643, 652],
        93: [113],
        94: [95, 96, 1336],
        96: [97],
        99: [641, 694, 914],
        914: [621, 627],
        943: [89, 90, 643, 652],
        // Authentication
        287: [295, 306, 645, 1390],
        288: [425, 1299],
        290: [291, 293, 350],
        295: [296, 297, 298, 299, 599],
        299: [370],
        303: [304],
        306: [288, 322],
        346: [940, 1385],
        521: [258],
        522: [256, 257, 260, 261, 523, 549],
        260: [13, 258, 555],
        798: [259, 321],
        1390: [
            262, 263, 289, 290, 294, 301, 302, 303, 305, 307, 308, 309, 522, 593, 603, 620, 640, 798, 804, 836, 1391,
        ],
        1391: [521, 798, 1392],
        1392: [1393, 1394],
    ]
}
