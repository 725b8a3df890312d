namespace P2C2R.Peer.Endpoints;

/// <summary>Ends answers that are longer than any answer: an endpoint that never ends a line must not fill this process's memory.</summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Bytes of an answer, with what surrounds each token in a stream.</summary>
    private const long MaxBytes = 32 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var bounded = new StreamContent(new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)));
        foreach (var (name, values) in response.Content.Headers) bounded.Headers.TryAddWithoutValidation(name, values);
        response.Content = bounded;
        return response;
    }

    private sealed class BoundedStream(Stream source) : Stream
    {
        private long _left = MaxBytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(source.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) source.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read)
        {
            _left -= read;
            return _left >= 0 ? read : throw new IOException("the answer is too long");
        }
    }
}
