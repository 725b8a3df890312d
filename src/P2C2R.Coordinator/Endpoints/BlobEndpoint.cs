using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using P2C2R.Coordinator.Blobs;
using P2C2R.Coordinator.Connections;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary><c>/blobs/{sha256}</c>. Whoever may not read a blob gets the same answer as for one that isn't there.</summary>
internal sealed class BlobEndpoint(Services services)
{
    private const string Scheme = "Bearer ";

    /// <summary>Serves GET, HEAD and PUT.</summary>
    public Task HandleAsync(HttpContext context, string name)
    {
        if (!Sha256Hash.TryParse(name, out var hash)) return NotFoundAsync(context);
        return HttpMethods.IsPut(context.Request.Method) ? PutAsync(context, hash) : GetAsync(context, hash);
    }

    private static Task NotFoundAsync(HttpContext context) =>
        Answers.ErrorAsync(context, StatusCodes.Status404NotFound, ErrorCode.NotFound, "there is no such blob, or it isn't yours to read");

    private async Task PutAsync(HttpContext context, Sha256Hash hash)
    {
        if (Holder(context) is not { } holder)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status401Unauthorized, ErrorCode.BadToken, "an upload needs the header Authorization: Bearer TOKEN with the token of a welcome").ConfigureAwait(false);
            return;
        }

        var announced = context.Request.ContentLength;
        var most = MostBytes(holder, hash);
        if (most is null || announced > most)
        {
            await RefuseAsync(context, holder, most).ConfigureAwait(false);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        using var pin = services.Blobs.Pin(hash);
        var (outcome, length) = await services.Blobs.PutAsync(hash, context.Request.Body, most.Value, context.RequestAborted).ConfigureAwait(false);
        services.Traffic.Count(holder.Account, length, 0);
        if (outcome != PutOutcome.Stored)
        {
            await AnswerAsync(context, outcome).ConfigureAwait(false);
            return;
        }

        var owner = holder.Role == AccountRole.Gamer ? holder.Account : AccountId.None;
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000;
        var durable = await services.Inbox.WriteAsync(rows => rows.PutBlob(hash, length, owner, now)).ConfigureAwait(false);
        if (durable) context.Response.StatusCode = StatusCodes.Status201Created;
        else await Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCode.Internal, "the blob could not be recorded; try again").ConfigureAwait(false);
    }

    /// <summary>How many bytes this account may store under this name; null for none at all.</summary>
    private long? MostBytes(AccountHolder holder, Sha256Hash hash)
    {
        if (holder.Role == AccountRole.Peer) return services.Uploads.IsExpected(holder.Account, hash) ? Limits.MaxBlobBytes : null;
        if (services.Reader.Owns(holder.Account, hash)) return Limits.MaxBlobBytes;
        var left = services.Options.BlobQuota - services.Reader.StoredBytes(holder.Account);
        return left <= 0 ? null : Math.Min(left, Limits.MaxBlobBytes);
    }

    private Task RefuseAsync(HttpContext context, AccountHolder holder, long? most)
    {
        if (holder.Role == AccountRole.Peer && most is null) return NotFoundAsync(context);
        if (most == Limits.MaxBlobBytes) return AnswerAsync(context, PutOutcome.TooBig);
        return Answers.ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, ErrorCode.QuotaExceeded, $"an account may store {services.Options.BlobQuota} bytes; blobs that no task names are removed after {services.Options.BlobRetention.TotalHours:0.#} h");
    }

    private static Task AnswerAsync(HttpContext context, PutOutcome outcome) => outcome switch
    {
        PutOutcome.HashMismatch => Answers.ErrorAsync(context, StatusCodes.Status422UnprocessableEntity, ErrorCode.HashMismatch, "the bytes don't have the SHA-256 that names them; nothing was stored"),
        PutOutcome.TooBig => Answers.ErrorAsync(context, StatusCodes.Status413PayloadTooLarge, ErrorCode.LimitExceeded, $"a blob may have {Limits.MaxBlobBytes} bytes, and no more than the account's quota leaves"),
        _ => Answers.ErrorAsync(context, StatusCodes.Status507InsufficientStorage, ErrorCode.Internal, "the coordinator's disk is full; nothing was stored"),
    };

    private async Task GetAsync(HttpContext context, Sha256Hash hash)
    {
        var reader = Reader(context, hash);
        var file = reader is null ? null : services.Blobs.Open(hash);
        if (file is null)
        {
            await NotFoundAsync(context).ConfigureAwait(false);
            return;
        }

        await using (file.ConfigureAwait(false))
        {
            var sent = await BlobResponse.SendAsync(context, services.Blobs, hash, file).ConfigureAwait(false);
            services.Traffic.Count(reader!.Value, 0, sent);
        }
    }

    /// <summary>Who may read this blob: its owner, or whoever has a grant.</summary>
    private AccountId? Reader(HttpContext context, Sha256Hash hash)
    {
        if (context.Request.Query["grant"] is [{ } grant] && services.Grants.Check(grant, hash) is { } granted) return granted;
        return Holder(context) is { } holder && services.Reader.Owns(holder.Account, hash) ? holder.Account : null;
    }

    private AccountHolder? Holder(HttpContext context) =>
        context.Request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value.Length <= 256
            ? services.Accounts.Find(value[Scheme.Length..].Trim())
            : null;
}
