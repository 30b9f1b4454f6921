using System.Text;
using Grpc.Core;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Refusals of fields: <c>InvalidArgument</c>, naming the field, the value and the bound.</summary>
internal static class FieldChecks
{
    /// <summary>Request ids are remembered for a while; an unbounded one would be unbounded memory.</summary>
    public const int MaximumIdBytes = 512;

    /// <summary>Texts shorter than this are short enough in any spelling: UTF-8 takes three bytes a char.</summary>
    private const int SurelyShort = FunctionKey.MaximumBytes / 3;

    /// <summary>Of a text that is too long, this much is told back.</summary>
    private const int QuotedChars = 32;

    /// <summary>Refuses a text that is empty or too long.</summary>
    public static void CheckText(string field, string value, int maximumBytes)
    {
        if (value.Length == 0)
        {
            throw Invalid($"{field} is empty; it must have from 1 to {maximumBytes} bytes.");
        }

        if (value[0] == '\0')
        {
            // Names of ours begin like that, where we know of a request no more than that it is there.
            throw Invalid($"{field} begins with a zero character; it must not.");
        }

        CheckLength(field, value, maximumBytes);
    }

    /// <summary>Refuses what cannot be a function's key, or a part of one.</summary>
    public static void CheckKey(string field, string value)
    {
        CheckText(field, value, FunctionKey.MaximumBytes);
        CheckSeparator(field, value);
    }

    /// <summary>
    /// Refuses a text with the character that parts a function's key from the number of one of its parts.
    /// </summary>
    public static void CheckSeparator(string field, string value)
    {
        if (value.Contains(FunctionParts.Separator, StringComparison.Ordinal))
        {
            throw Invalid(
                $"{field} has the character U+{(int)FunctionParts.Separator:X4} in it, "
                + "which is kept for names of ours.");
        }
    }

    /// <summary>Refuses a text that is too long.</summary>
    public static void CheckLength(string field, string value, int maximumBytes)
    {
        if (value.Length > SurelyShort && Encoding.UTF8.GetByteCount(value) is var bytes && bytes > maximumBytes)
        {
            throw Invalid($"{field} '{BeginningOf(value)}…' has {bytes} bytes; it must have at most {maximumBytes}.");
        }
    }

    /// <summary>The refusal itself.</summary>
    public static RpcException Invalid(string message) => new(new Status(StatusCode.InvalidArgument, message));

    /// <summary>Never half a surrogate pair, which no encoding can write.</summary>
    private static string BeginningOf(string value) =>
        value[..(char.IsHighSurrogate(value[QuotedChars - 1]) ? QuotedChars - 1 : QuotedChars)];
}
