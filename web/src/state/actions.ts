/** Everything that can change a review, by subject. Each function returns an Action for store.apply(). */
export * from "./certainty";
export * from "./column-actions";
export * from "./fix-actions";
export * from "./flow-actions";
export * from "./option-actions";
export * from "./paste-actions";
export * from "./review-actions";
export * from "./rob-actions";
export * from "./row-actions";
