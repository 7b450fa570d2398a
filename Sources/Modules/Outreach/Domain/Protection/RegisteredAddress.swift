import KAAKernel

/// The address that the register has of somebody, open or guarded as folkbokföringen says.
enum RegisteredAddress: Sendable {
    /// Of somebody who is not protected.
    case open(PostalAddress)
    /// Of somebody who is: it goes into no text, export or letter.
    case guarded(Guarded<PostalAddress>)

    init(_ address: PostalAddress, of youngPersonID: YoungPersonID, _ protection: SkyddadePersonuppgifter) {
        switch protection {
        case .none: self = .open(address)
        case .sekretessmarkering, .skyddadFolkbokforing: self = .guarded(Guarded(address, about: youngPersonID))
        }
    }

    /// The address where it is open; `nil` where it is guarded.
    var shown: PostalAddress? {
        switch self {
        case .open(let address): address
        case .guarded: nil
        }
    }
}
