import Core
import Engine

extension RecipeBook {
    /// Whether this machine has the program of a preset, in the version that must be where one must.
    static func isHere(_ preset: ServicePreset, _ version: ServiceVersion?, _ site: ServiceSite) async -> Bool {
        let (program, text, folders): (String, String, [String])
        switch preset {
        case .mock: return true
        case .postgres: (program, text, folders) = ("postgres", "PostgreSQL) ", postgresFolders)
        case .redis: (program, text, folders) = ("redis-server", "v=", [])
        }
        guard let place = Programs.choose(program, in: folders, for: version?.wanted, site.inherited["PATH"]) else {
            return false
        }
        guard let version, version.isRequired else { return true }
        guard let folder = try? site.folders.make(for: nil) else { return true }
        defer { site.folders.remove(folder) }
        let service = Service(name: preset.rawValue, provider: .preset(preset))
        let book = RecipeBook(service: service, site: site, access: .init(), ports: [:], log: "")
        let line = await book.firstLine(of: ["\(place)/\(program)", "--version"], folder)
        return line.flatMap { Programs.version(in: $0, behind: text) }.map(version.isMet) ?? false
    }
}
