using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using P2C2R.Coordinator.Connections;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>
/// <c>POST /api/v1/deposits</c>: the operator books real money that a gamer has paid. Needs the operator's token, which lies
/// in a file beside the database that only he can read. Repeating a reference does nothing.
/// </summary>
internal sealed class DepositEndpoint(Services services)
{
    private const int MaxBodyBytes = 4 << 10;
    private const int MaxReferenceLength = 128;

    /// <summary>Serves it.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!OperatorCheck.Passes(context.Request, services))
        {
            await Answers.ErrorAsync(context, StatusCodes.Status401Unauthorized, ErrorCode.BadToken, "a deposit needs the header Authorization: Bearer TOKEN with the token of the file operator.token").ConfigureAwait(false);
            return;
        }

        var (deposit, error) = await ReadAsync(context.Request).ConfigureAwait(false);
        if (deposit is null)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, ErrorCode.Malformed, error!).ConfigureAwait(false);
            return;
        }

        if (!services.Accounts.IsGamer(deposit.Gamer))
        {
            await Answers.ErrorAsync(context, StatusCodes.Status404NotFound, ErrorCode.NotFound, "there is no such gamer").ConfigureAwait(false);
            return;
        }

        services.Inbox.Add(deposit);
        // A write behind the deposit in the same or a later commit: when it is durable, so is the deposit.
        var durable = await services.Inbox.WriteAsync(_ => { }).ConfigureAwait(false);
        if (durable) await Answers.JsonAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes($"{{\"gamer\":\"{deposit.Gamer}\",\"amount\":\"{deposit.Amount.Value}\"}}")).ConfigureAwait(false);
        else await Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCode.Internal, "the deposit could not be stored; repeat it with the same reference").ConfigureAwait(false);
    }

    private static async Task<(Deposit? Deposit, string? Error)> ReadAsync(HttpRequest request)
    {
        const string shape = "the body is {\"gamer\":\"a17\",\"amount\":\"5000000000\",\"reference\":\"invoice 12\"}; the amount is more than 0 nano-dollars";
        if (request.ContentLength is null or > MaxBodyBytes) return (null, shape);
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 2 }, request.HttpContext.RequestAborted).ConfigureAwait(false);
            var body = json.RootElement;
            if (!AccountText.TryParse(body.GetProperty("gamer").GetString() ?? "", out var gamer)
                || !long.TryParse(body.GetProperty("amount").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount <= 0
                || body.GetProperty("reference").GetString() is not { Length: > 0 and <= MaxReferenceLength } reference)
            {
                return (null, shape);
            }

            return (new Deposit(SessionId.None, gamer, new NanoDollars(amount), reference), null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, shape);
        }
    }
}
