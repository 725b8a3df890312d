namespace P2C2R.Peer.Workers;

/// <summary>
/// What is said over a worker's pipes. A frame is <c>u32 length of what follows | u8 type | fields</c>, little-endian; a text
/// or a byte field is <c>i32 length | bytes</c>. Both ends are the same build, so there are no versions.
/// </summary>
internal enum FrameType : byte
{
    /// <summary>Agent to worker: <c>i64 sequence | kind | i32 version | i64 maximum units | i32 threads | input | i32 count, blobs | i32 count, dependencies</c>; each of the latter <c>32 bytes hash | i64 length | path | bytes</c>, where an empty path means that the bytes are here.</summary>
    Execute = 1,

    /// <summary>Agent to worker: <c>i64 sequence</c>; nobody waits for it any more. It is answered all the same.</summary>
    Cancel = 2,

    /// <summary>Worker to agent, first of all: no fields.</summary>
    Ready = 16,

    /// <summary>Worker to agent: <c>i64 sequence | 32 bytes hash | i64 length | i64 units | i64 nanoseconds | path | bytes</c>, where an empty path means that the output is here.</summary>
    Done = 17,

    /// <summary>Worker to agent: <c>i64 sequence | i32 error code | reason</c>.</summary>
    Failed = 18,

    /// <summary>Worker to agent: <c>i64 sequence | f64 fraction</c>.</summary>
    Progress = 19,
}
