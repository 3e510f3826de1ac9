/// A service that records go into.
enum DataService {
    case postgres(String)
    case redis(String)

    /// nil where the text is no address of one that is known.
    init?(_ address: String) {
        if SourceDatabase(address) != nil {
            self = .postgres(address)
        } else if address.hasPrefix("redis://") || address.hasPrefix("rediss://") {
            self = .redis(address)
        } else {
            return nil
        }
    }

    /// How rows get there.
    var form: DataForm {
        switch self {
        case .postgres: .sql
        case .redis: .redis
        }
    }
}
