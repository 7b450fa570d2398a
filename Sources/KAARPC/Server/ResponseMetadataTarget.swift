/// Where the metadata of an answer is kept until it is sent; the call's transport.
protocol ResponseMetadataTarget: AnyObject, Sendable {
    /// Replaces the metadata sent before the first answer message.
    func setResponseMetadata(_ metadata: Metadata)

    /// Replaces the metadata sent with the status.
    func setTrailingMetadata(_ metadata: Metadata)
}
