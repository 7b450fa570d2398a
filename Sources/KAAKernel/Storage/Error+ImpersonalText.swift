import KAAStorage

extension Error {
    /// What may be logged and stored of an error that other code threw.
    ///
    /// Only storage promises texts without values; of any other error the type is all that is safe to tell.
    package var impersonalText: String {
        (self as? StorageError)?.description ?? String(describing: type(of: self))
    }
}
