/// Why a classifier takes a picture for what it takes it for: maps of importance, each with checks of what it is worth.
///
/// ```java
/// Question question = Question.of(classifier, classifier.preparation().image(picture), 3, 0);
/// Explanation why = Explainer.of(question).explain(new IntegratedGradients());
/// why.map().value(14, 14);        // what one pixel contributed
/// why.verdict().text();           // whether the map can be believed
/// ```
@NullMarked
package dev.fovea.insight.explain;

import org.jspecify.annotations.NullMarked;
